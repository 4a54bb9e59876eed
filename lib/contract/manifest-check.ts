import type { Manifest } from './manifest';
import { checkContext } from './manifest-check-context';
import { type ManifestFault, pointerTo, repeated } from './manifest-fault';
import { checkSources } from './manifest-sources';

const zoneExists = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const checkProgram = ({ program, systems, dimensions }: Manifest): ManifestFault[] => {
  const faults: ManifestFault[] = [];
  if (!zoneExists(program.zone)) {
    faults.push({ pointer: '/program/zone', detail: `"${program.zone}" is not a known time zone` });
  }
  for (const side of ['legacy', 'target'] as const) {
    if (!systems.some((system) => system.side === side)) {
      faults.push({ pointer: '/systems', detail: `no system is on the ${side} side` });
    }
  }
  for (const [name, values] of Object.entries(dimensions)) {
    faults.push(...repeated(values, (index) => pointerTo('dimensions', name, index), 'value'));
  }
  return faults;
};

const checkRetirement = ({ contexts, retirementItems }: Manifest): ManifestFault[] =>
  retirementItems.flatMap((item, index) =>
    item.context !== undefined && !contexts.some((context) => context.slug === item.context)
      ? [{ pointer: pointerTo('retirementItems', index, 'context'), detail: `no context is called "${item.context}"` }]
      : [],
  );

const checkRouters = ({ contexts, routers }: Manifest): ManifestFault[] =>
  routers.flatMap((router, index) => [
    ...router.contexts.flatMap((slug, at) =>
      contexts.some((context) => context.slug === slug)
        ? []
        : [{ pointer: pointerTo('routers', index, 'contexts', at), detail: `no context is called "${slug}"` }],
    ),
    ...repeated(router.contexts, (at) => pointerTo('routers', index, 'contexts', at), 'context'),
  ]);

/** What the schema cannot say of a manifest: names that must be unique, exist, or agree with each other. */
export const checkManifest = (manifest: Manifest): ManifestFault[] => {
  const slugsOf = (list: 'systems' | 'routers' | 'contexts' | 'retirementItems', noun: string) =>
    repeated(
      manifest[list].map((entry) => entry.slug),
      (index) => pointerTo(list, index, 'slug'),
      noun,
    );
  return [
    ...checkProgram(manifest),
    ...slugsOf('systems', 'system'),
    ...slugsOf('routers', 'router'),
    ...checkRouters(manifest),
    ...checkSources(manifest),
    ...slugsOf('contexts', 'context'),
    ...manifest.contexts.flatMap((context, index) => checkContext(context, index, manifest.dimensions)),
    ...repeated(
      manifest.formats.map(({ name }) => name),
      (index) => pointerTo('formats', index, 'name'),
      'format',
    ),
    ...slugsOf('retirementItems', 'retirement item'),
    ...checkRetirement(manifest),
  ];
};
