import type { Finding, Format, FormatId, ValidateOptions } from '../../format.ts';
import { createFindingList } from '../finding-list.ts';
import { applyingProfiles, switchedOff } from './applying-profiles.ts';
import { checkTreeProfiles } from './check-tree-profiles.ts';

type Given = { id: FormatId; format: Format; bytes: Uint8Array; options: ValidateOptions };

/** What the format finds, without what the profiles switch off, and what the profiles find. @param id of the format as it was detected */
export function validateTree({ id, format, bytes, options }: Given): Finding[] {
  const standard = format.validate(bytes, options);
  if (options.profiles.length === 0) return standard;
  const type = format.summary(bytes, options).header.messageType;
  const profiles = applyingProfiles(options.profiles, { format: id, type });
  if (profiles.length === 0) return standard;
  const off = switchedOff(profiles);
  const findings = createFindingList();
  checkTreeProfiles(format.parse(bytes, options).nodes, profiles, findings);
  for (const finding of standard) if (!off.has(finding.rule)) findings.keep(finding);
  return findings.finish();
}
