import { chromium } from 'playwright-core';
import { inject } from 'vitest';
import { site } from './browser';

/** Each file of tests meets the server and the Chromium that were started for all. */
const connected = chromium.connect(inject('chromium'));
site.address = inject('address');
site.browser = () => connected;
