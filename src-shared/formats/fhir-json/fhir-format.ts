import type { Format } from '../format.ts';
import { openJson } from '../json/json-document.ts';
import { findJsonPlaces } from '../json/json-places.ts';
import { removeJson } from '../json/json-remove.ts';
import { parseJsonMessage } from '../json/parse-json.ts';
import { detectFhir } from './detect-fhir.ts';
import { fhirScheme } from './fhir-describe.ts';
import { readFhirMeasurements } from './fhir-measurements.ts';
import { spliceFhir } from './fhir-splice.ts';
import { summariseFhir } from './fhir-summary.ts';
import { validateFhir } from './validate/validate-fhir.ts';

/** FHIR R4 in JSON: bundles of any kind, and single resources. */
export const fhirFormat: Format = {
  id: 'fhir-json',
  detect: detectFhir,
  parse: (body, options) => parseJsonMessage(openJson(body, options), 'fhir-json', fhirScheme),
  splice: spliceFhir,
  summary: summariseFhir,
  measurements: readFhirMeasurements,
  validate: validateFhir,
  places: findJsonPlaces,
  remove: (body, paths, options) => removeJson(body, paths, { options, scheme: fhirScheme }),
};
