// Says that something has changed since the page was made, and offers to show it. Nothing needs it.
(function () {
  "use strict";
  var bar = document.getElementById("fresh");
  if (!bar || !window.fetch) { return; }
  var every = 30000;

  function stop() { window.clearInterval(beat); }

  function look() {
    if (document.hidden || !bar.hidden) { return; }
    fetch(bar.dataset.ask, { credentials: "same-origin", redirect: "error", headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
      .then(function (now) { if (now.state !== bar.dataset.state) { bar.hidden = false; } })
      .catch(function (status) { if (typeof status === "number") { stop(); } });
  }

  var beat = window.setInterval(look, every);
  document.addEventListener("visibilitychange", look);
})();
