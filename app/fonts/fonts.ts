import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import localFont from 'next/font/local';

// Serif is the voice of people and of the record. Latin is preloaded; the extended letters of names come when needed.
const serif = localFont({
  src: '../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2',
  variable: '--font-source-serif',
  weight: '200 900',
  adjustFontFallback: 'Times New Roman',
});

const serifExtended = localFont({
  src: '../../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-opsz-normal.woff2',
  variable: '--font-source-serif-ext',
  weight: '200 900',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: 'unicode-range', value: 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+1E00-1E9F,U+1EF2-1EFF' },
  ],
});

/** The class names that define the three voices' font variables. */
export const fontClasses = [GeistSans.variable, GeistMono.variable, serif.variable, serifExtended.variable].join(' ');
