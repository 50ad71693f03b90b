// Runs before anything is painted, so that nobody is blinded by the other theme: a classic script, not bundled.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('magpie.theme');
  } catch (e) {
    // storage is forbidden here: the system's theme
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
