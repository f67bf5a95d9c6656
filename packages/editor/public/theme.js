// Puts the remembered theme on the page before its first paint; without one the system decides.
(function () {
  try {
    const theme = localStorage.getItem('scriptorium.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage can be switched off: then the system's theme stays.
  }
})();
