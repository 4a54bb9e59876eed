// The part of autocannon that is used here; the package brings no types.
declare module 'autocannon' {
  type Options = {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    body?: string;
  };
  type Result = {
    requests: { total: number; average: number };
    /** Milliseconds. */
    latency: { p50: number; p99: number };
    /** Seconds. */
    duration: number;
    errors: number;
    timeouts: number;
    non2xx: number;
  };
  const run: (options: Options) => Promise<Result>;
  // biome-ignore lint/style/noDefaultExport: it is all that the package exports
  export default run;
}
