/** Pages of somebody else: the example, built from the editor as it is installed, and served from another origin under a policy of its own. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, realpath, symlink } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'examples/embedding');
const editor = join(root, 'packages/editor');

/**
 * As a stranger has it: their own sources, and in node_modules the package as it is published, beside what a package manager
 * brings for its peers and dependencies. Nothing of ours can be reached from there. Gives the directory of what was built. In
 * development React mounts twice what it mounts, and says what it thinks of it.
 */
export async function buildExample(directory: string, mode: 'production' | 'development'): Promise<string> {
  for (const name of ['react.html', 'plain.html', 'stock.html', 'src', 'vite.config.ts', 'package.json']) {
    await cp(join(example, name), join(directory, name), { recursive: true });
  }
  const modules = join(directory, 'node_modules');
  for (const name of await packagesIn(join(example, 'node_modules'))) {
    if (name !== '@scriptorium/editor') await link(join(example, 'node_modules', name), join(modules, name));
  }
  await cp(join(editor, 'dist/package'), join(modules, '@scriptorium/editor'), { recursive: true });
  const { dependencies } = JSON.parse(await readFile(join(editor, 'dist/package/package.json'), 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) await link(join(editor, 'node_modules', name), join(modules, name));
  await promisify(execFile)(process.execPath, [join(modules, 'vite/bin/vite.js'), 'build'], { cwd: directory, env: { ...process.env, NODE_ENV: mode } });
  return join(directory, 'dist');
}

async function packagesIn(modules: string): Promise<string[]> {
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.'));
  const found = await Promise.all(names.map(async (name) => (name.startsWith('@') ? (await readdir(join(modules, name))).map((part) => `${name}/${part}`) : [name])));
  return found.flat();
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true });
  await symlink(await realpath(from), to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

export class ForeignPages {
  readonly #http: Server;
  /** The server of documents that these pages may talk to. */
  documents = '';

  private constructor(http: Server) {
    this.#http = http;
  }

  /** `localhost`, where the documents are at 127.0.0.1: another site, and not only another port. */
  static async serve(directory: string): Promise<ForeignPages> {
    const http = createServer();
    const pages = new ForeignPages(http);
    http.on('request', (request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      const send = async (): Promise<void> => {
        const body = await readFile(join(directory, path));
        response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'content-security-policy': pages.#policyOf(path) });
        response.end(body);
      };
      send().catch(() => response.writeHead(path === '/favicon.ico' ? 204 : 404).end());
    });
    await new Promise<void>((resolve) => http.listen(0, 'localhost', resolve));
    return pages;
  }

  get origin(): string {
    return `http://localhost:${(this.#http.address() as AddressInfo).port}`;
  }

  url(page: 'react' | 'plain' | 'stock', asked: Readonly<Record<string, string>>): string {
    return `${this.origin}/${page}.html?${new URLSearchParams({ server: this.documents, ...asked }).toString()}`;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** The strictest that docs/embedding.md asks for; stock TipTap writes a style sheet of its own into the page. */
  #policyOf(path: string): string {
    const socket = this.documents.replace(/^http/, 'ws');
    const styles = path === '/stock.html' ? "'self' 'unsafe-inline'" : "'self'";
    return `default-src 'none'; script-src 'self'; style-src ${styles}; font-src 'self'; img-src ${this.documents}; connect-src ${this.documents} ${socket}; base-uri 'none'`;
  }
}
