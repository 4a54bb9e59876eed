import { SetupProblem } from '@/lib/setup-problem';

const reasons: Record<string, string> = {
  EACCES: 'it is not writable',
  EPERM: 'it is not writable',
  EROFS: 'it is on a read-only disk',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of that path is a file',
  EEXIST: 'part of that path is a file',
};

/** One plain line for a file system's refusal; anything else stays what it was. */
export const folderProblem = (folder: string, error: unknown): unknown => {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  return reason ? new SetupProblem(`Cannot use the folder ${folder}: ${reason}. Choose another with --data.`) : error;
};
