import type { Finding, ValidateOptions } from '../../format.ts';
import { createFindingList } from '../../shared/finding-list.ts';
import { chooseXmlCharset } from '../../xml/xml-charset.ts';
import { openKith } from '../kith-document.ts';
import { type Visited, walkKith } from '../kith-walk.ts';
import { checkContent, specimenIds } from './check-content.ts';
import { checkHead, checkParties, checkTypeAndContent } from './check-head.ts';
import { checkAppRec, checkEnvelope, checkManifest } from './check-receipt.ts';
import { checkRequired } from './check-required.ts';
import { checkValue } from './check-value.ts';
import type { KithReport } from './kith-report.ts';

/** What is wrong with a message of KITH's or an ebXML envelope, by the schemas and by what receivers ask for. */
export function validateKith(body: Uint8Array, options: ValidateOptions): Finding[] {
  const findings = createFindingList();
  const report: KithReport = ({ path, span }, draft) => findings.add({ ...draft, path, span });
  const { documents } = openKith(body, options);
  const [root] = documents;
  if (root === undefined) return [];
  const zone = options.zone ?? 'Europe/Oslo';
  checkEncoding(body, options, report);
  for (const document of documents) checkHead(document, { now: options.now, zone }, report);
  checkParties(root, report);
  checkTypeAndContent(documents, report);
  if (root.kind === 'apprec') checkAppRec(root, zone, report);
  if (root.kind === 'envelope') checkEnvelope(root, report);
  const visited: Visited[] = [];
  walkKith(root, (each) => visited.push(each));
  const specimens = new Set(visited.flatMap(specimenIds));
  for (const each of visited) {
    if (each.scope.area === 'foreign' || each.scope.isProse) continue;
    checkRequired(each, each.scope.kind, report);
    checkValue(each, report);
    checkContent(each, specimens, report);
    checkManifest(each, report);
  }
  return findings.finish();
}

/** A text that the engine has decoded is in UTF-8 whatever it says of itself. */
function checkEncoding(body: Uint8Array, options: ValidateOptions, report: KithReport): void {
  const { charset } = chooseXmlCharset(body, { ...options, statedEncoding: null });
  if (options.statedEncoding === null && charset.name !== 'utf-8')
    report({ path: null, span: [0, 0] }, { rule: 'kith.encoding', reference: 'HIS 1037' });
}
