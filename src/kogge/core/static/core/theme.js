// The theme follows the system until somebody chooses; the choice stays on the device, without a cookie.
(function () {
  var root = document.documentElement;
  var modes = ["system", "light", "dark"];
  function read() {
    try { return localStorage.getItem("theme") || "system"; } catch { return "system"; }
  }
  function show(mode) {
    if (mode === "system") root.removeAttribute("data-kern-theme");
    else root.setAttribute("data-kern-theme", mode);
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      button.textContent = button.getAttribute("data-" + mode);
      button.hidden = false;
    });
  }
  show(read());
  document.addEventListener("DOMContentLoaded", function () { show(read()); });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-theme-switch]")) return;
    var next = modes[(modes.indexOf(read()) + 1) % modes.length];
    try { localStorage.setItem("theme", next); } catch { /* private mode: for this page only */ }
    show(next);
  });
})();
