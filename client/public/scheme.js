// Runs before the first paint, so that a dark screen does not flash light. A file, not inline: the page allows no inline scripts.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('kring.scheme');
  } catch (refused) {
    chosen = null;
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
