import type { Category } from '@/lib/domain/words';

/** Explained categories step in grey; unclassified and genuine have a hue (see `cat-…` in charts.css). */
export const categoryLooks: Record<Category, { word: string; explained: boolean }> = {
  timing: { word: 'timing', explained: true },
  rounding: { word: 'rounding', explained: true },
  expected_improvement: { word: 'expected improvement', explained: true },
  upstream_data_quality: { word: 'upstream quality', explained: true },
  known_variance: { word: 'known variance', explained: true },
  unclassified: { word: 'unclassified', explained: false },
  genuine: { word: 'genuine', explained: false },
};

/** The order of stacking, from the axis up: what needs a look is on top. */
export const categoryOrder = Object.keys(categoryLooks) as Category[];
