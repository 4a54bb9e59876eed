import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { connection } from 'next/server';
import { Sprite } from '@/components/icons/sprite';
import { Providers } from '@/components/query/provider';
import { themeCookie, themeOf } from '@/components/shell/theme';
import { fontClasses } from './fonts/fonts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Lockgate', template: '%s · Lockgate' },
  description: 'Authority moves from legacy to target only on evidence, by signed decisions.',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfcfb' },
    { media: '(prefers-color-scheme: dark)', color: '#121315' },
  ],
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  // Each answer carries its own nonce, so no page may be prerendered.
  await connection();
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" className={fontClasses} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <Sprite />
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
