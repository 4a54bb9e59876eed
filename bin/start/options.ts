/** What a start was asked for on its command line. */
export type StartOptions = {
  mode: 'demo' | 'up' | 'dev';
  port: number;
  /** Absolute path of the data folder. */
  dataFolder: string;
};
