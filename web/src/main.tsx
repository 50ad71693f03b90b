/** The page's beginning: language first, then what was kept of this tab, then the screen. */
import { render } from 'preact';
import { App } from './app/App';
import { startNavigation } from './app/navigation';
import { loadLanguage } from './language/language';
import { keepAcrossReloads, restoreAfterReload } from './offline/reload';
import { startServiceWorker } from './offline/serviceWorker';

// A part of an older build that the server has no more: the page of today has all its parts.
addEventListener('vite:preloadError', () => location.reload(), { once: true });

await loadLanguage();
restoreAfterReload();
startNavigation();
keepAcrossReloads();

const root = document.getElementById('app');
if (root !== null) {
  root.textContent = ''; // what the server wrote for readers without script
  render(<App />, root);
}
startServiceWorker();
