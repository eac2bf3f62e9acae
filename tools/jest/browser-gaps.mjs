// What a browser has and jsdom lacks, as far as the design system asks for it.
import { TextDecoder, TextEncoder } from 'node:util';
import { webcrypto } from 'node:crypto';

globalThis.TextEncoder ??= TextEncoder;
globalThis.TextDecoder ??= TextDecoder;
if (!globalThis.crypto?.subtle || !globalThis.crypto.randomUUID) {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
}
globalThis.structuredClone ??= (value) => JSON.parse(JSON.stringify(value));

class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}
globalThis.ResizeObserver ??= NoObserver;
globalThis.IntersectionObserver ??= NoObserver;

if (typeof window !== 'undefined') {
  window.matchMedia ??= (query) => ({
    media: query,
    matches: false,
    onchange: null,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
    dispatchEvent: () => false,
  });
  window.scrollTo = () => undefined;
  window.HTMLElement.prototype.scrollIntoView ??= () => undefined;
  document.fonts ??= Object.assign(new EventTarget(), { ready: Promise.resolve() });
}
