"""Three questions after an event, answered without a name, shown from five answers on."""
