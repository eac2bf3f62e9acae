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

// Trusted Types: the one text that may still become markup is a style sheet, which holds no "<" (the component
// library writes its variables that way). Anything with a tag is refused by the browser.
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  window.trustedTypes.createPolicy('default', {
    createHTML: function (text) {
      return text.indexOf('<') === -1 ? text : null;
    },
  });
}
