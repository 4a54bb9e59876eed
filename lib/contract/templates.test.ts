import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readManifest } from './manifest-yaml';

const folder = fileURLToPath(new URL('../../templates/', import.meta.url));

describe('a template', () => {
  it.each(readdirSync(folder).filter((file) => file.endsWith('.yaml')))(
    '%s is a valid manifest with a date to count from',
    (file) => {
      const text = readFileSync(`${folder}${file}`, 'utf8');
      const read = readManifest(text);
      expect(read.ok ? [] : read.errors).toEqual([]);
      expect(text).toMatch(/^# anchor: \d{4}-\d{2}-\d{2}$/m);
      if (!read.ok) return;
      expect(`${read.manifest.program.slug}.yaml`).toBe(file);
      expect(read.manifest.retirementItems.length).toBeGreaterThan(12);
      for (const context of read.manifest.contexts) {
        expect(context.expectedChecks.some((check) => check.layer === 'outcome')).toBe(true);
        expect(Object.keys(context.criteria?.transitions ?? {})).toHaveLength(5);
      }
    },
  );
});
