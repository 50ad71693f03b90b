import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { themeScript } from './build/themeScript.ts';

const server = process.env.MAGPIE_URL ?? 'http://localhost:8080';
const shell = '/welcome';
const compat = fileURLToPath(new URL('node_modules/preact/compat', import.meta.url));

export default defineConfig({
  // Libraries are written for React. Without these lines, and with react installed, they would get it.
  resolve: {
    alias: [
      { find: 'react/jsx-runtime', replacement: 'preact/jsx-runtime' },
      { find: 'react-dom/client', replacement: `${compat}/client` },
      { find: 'react-dom', replacement: compat },
      { find: 'react', replacement: compat },
    ],
  },
  build: {
    target: 'es2024',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // data: URLs would need an exception in the content security policy
    cssCodeSplit: false, // one file each: over a slow network a further request costs more than its bytes
    reportCompressedSize: false,
    rolldownOptions: { checks: { moduleLevelDirective: false } }, // "use client" of libraries for servers means nothing here
  },
  server: {
    host: '127.0.0.1',
    proxy: { '^/(v1|health|openapi.yaml|@[^/]+\\.atom$)': { target: server, changeOrigin: false } },
  },
  plugins: [
    themeScript(),
    VitePWA({
      strategies: 'generateSW',
      injectRegister: false,
      manifest: false, // public/manifest.webmanifest
      workbox: {
        inlineWorkboxRuntime: true,
        globPatterns: ['assets/*.{js,css,svg}', 'favicon.svg', 'index.html'],
        // The server gives index.html to nobody as it is: it fills it in for each address, and this one needs nothing.
        manifestTransforms: [
          (entries) => ({
            manifest: entries.map((entry) => (entry.url === 'index.html' ? { ...entry, url: shell } : entry)),
          }),
        ],
        // A page comes from the server whenever it can be reached, so an upgrade is seen at the next visit.
        navigateFallback: null,
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: true,
        runtimeCaching: [
          {
            urlPattern: ({ request }) => request.mode === 'navigate',
            handler: 'NetworkOnly',
            options: { precacheFallback: { fallbackURL: shell } },
          },
          {
            // What was seen can be read again without a connection. Signing out deletes it.
            urlPattern: ({ url, sameOrigin }) =>
              sameOrigin && url.pathname.startsWith('/v1/') && url.pathname !== '/v1/me/export',
            method: 'GET',
            handler: 'NetworkFirst',
            options: {
              cacheName: 'seen',
              expiration: { maxEntries: 200, maxAgeSeconds: 7 * 24 * 3600 },
              cacheableResponse: { statuses: [200] },
            },
          },
        ],
      },
    }),
  ],
});
