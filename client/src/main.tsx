import '@mantine/core/styles.css';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/atkinson-hyperlegible-next/wght-italic.css';
import '@fontsource-variable/literata/opsz.css';
import '@fontsource-variable/literata/opsz-italic.css';
import './ui/styles/base.css';
import './ui/styles/mantine.css';
import './ui/styles/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { startI18n } from './platform/i18n/i18n.js';

// Libraries that write their own <style> (the scroll lock below a dialog) look for the page's number under this name.
Object.assign(globalThis, { __webpack_nonce__: document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? undefined });
startI18n();
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
