"""One request each: calendars and lists, one programme, embeds, crawlers."""
