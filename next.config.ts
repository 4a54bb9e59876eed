import type { NextConfig } from 'next';

// What every page answers with. The policy on scripts and styles needs a nonce for each request and is in proxy.ts.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  // browsers heed it over https only
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
];

const config: NextConfig = {
  poweredByHeader: false,
  agentRules: false,
  reactCompiler: true,
  // every address is built in lib/contract/paths.ts
  typedRoutes: false,
  devIndicators: false,
  // npm test checks types; a start need not do it again
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pino', '@prisma/client', '@prisma/adapter-pg'],
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
