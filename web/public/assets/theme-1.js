// Runs before anything is painted, so that nobody is blinded by the other theme. Its name changes with its content.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('magpie.theme');
  } catch (e) {
    // storage is forbidden here: the system's theme
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
