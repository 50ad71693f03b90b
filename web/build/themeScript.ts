import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const script = '/src/theme/boot.js';

/** Gives the classic script of index.html a name with a hash of its content, as Vite does for modules alone. */
export function themeScript(): Plugin {
  return {
    name: 'theme-script',
    apply: 'build',
    buildStart() {
      const source = readFileSync(new URL(`..${script}`, import.meta.url), 'utf8');
      this.emitFile({ type: 'asset', name: 'theme.js', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => name.startsWith('assets/theme-'));
        if (file === undefined) throw new Error(`${script} is not in the bundle`);
        return html.replace(script, `/${file}`);
      },
    },
  };
}
