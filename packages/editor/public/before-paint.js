// Tells the styles, before the first paint, what they can't know by themselves: the remembered theme, and which page is asked for.
(function () {
  const { dataset } = document.documentElement;
  // The same file is sent for every page, and kept on the device for all of them.
  if (location.pathname.startsWith('/d/')) dataset.first = 'document';
  try {
    const theme = localStorage.getItem('scriptorium.theme');
    // Without one the system decides.
    if (theme === 'light' || theme === 'dark') dataset.theme = theme;
  } catch {
    // Storage can be switched off: then the system's theme stays.
  }
})();
