// Writes NAME.br and NAME.gz beside every file of dist that gets smaller by it: the server has no work with them then.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const compressible = /\.(js|css|svg|json|webmanifest|txt)$/;

for (const entry of await readdir(dist, { recursive: true })) {
  if (!compressible.test(entry)) continue;
  const file = join(dist, entry);
  const plain = await readFile(file);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  await keep(`${file}.br`, brotliCompressSync(plain, brotli), plain);
  await keep(`${file}.gz`, gzipSync(plain, { level: 9 }), plain);
}

async function keep(file, compressed, plain) {
  if (compressed.length < plain.length * 0.95) await writeFile(file, compressed);
}
