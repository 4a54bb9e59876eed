import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import type { Severity } from '@/lib/domain/words';

const looks: Record<Severity, { icon: IconName }> = {
  critical: { icon: 'sev-critical' },
  major: { icon: 'sev-major' },
  minor: { icon: 'sev-minor' },
  info: { icon: 'sev-info' },
};

/** Business severity; in dense lists the word is for assistive technology only. */
export function SeverityMark({ severity, quiet = false }: { severity: Severity; quiet?: boolean }) {
  return (
    <span className={`sev ${severity}`}>
      <Icon name={looks[severity].icon} />
      <span className={quiet ? 'sr' : undefined}>{severity}</span>
    </span>
  );
}
