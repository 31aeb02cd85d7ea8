/** Resources that are about the patient or a person near to the patient. */
export const personResources: ReadonlySet<string> = new Set(['Patient', 'RelatedPerson', 'Person']);

/** Elements that refer to a patient whatever the reference looks like. */
export const patientElements: ReadonlySet<string> = new Set([
  'subject',
  'patient',
  'beneficiary',
  'subscriber',
  'policyHolder',
  'for',
  'individual',
]);

/** Places outside the person resources that hold what belongs to a person: visits, insurance, relatives. */
export const personPlaces: ReadonlySet<string> = new Set([
  'Encounter.identifier',
  'EpisodeOfCare.identifier',
  'Account.identifier',
  'Account.name',
  'Account.description',
  'Coverage.identifier',
  'Coverage.subscriberId',
  'FamilyMemberHistory.name',
  'FamilyMemberHistory.born[x]',
  'FamilyMemberHistory.deceased[x]',
  'AuditEvent.entity.name',
  'AuditEvent.entity.description',
  'AuditEvent.entity.query',
  'AuditEvent.entity.detail',
  'Parameters.parameter.value[x]',
  'Attachment.data',
  'Attachment.title',
  'Binary.data',
]);

/** Of a resource about a person, what names nobody. Places as `type.element`. */
export const openInPerson: ReadonlySet<string> = new Set([
  'Patient.relationship',
  'Patient.meta',
  'Person.meta',
  'RelatedPerson.meta',
  'RelatedPerson.relationship',
  'Patient.contact.relationship',
  'Identifier.system',
  'Identifier.type',
  'Identifier.use',
  'Identifier.period',
  'HumanName.use',
  'HumanName.period',
  'Address.use',
  'Address.type',
  'Address.country',
  'Address.period',
  'ContactPoint.system',
  'ContactPoint.use',
  'ContactPoint.rank',
  'ContactPoint.period',
  'Attachment.contentType',
  'Attachment.size',
  'Attachment.creation',
  'Reference.type',
  'Extension.url',
  'Narrative.status',
]);

/** What of an observation, order or report is about its handling, not about what was found, asked for or given. */
const administrative = new Set([
  'resourceType',
  'id',
  'meta',
  'implicitRules',
  'language',
  'contained',
  'identifier',
  'subject',
  'patient',
  'encounter',
  'context',
  'performer',
  'performerType',
  'requester',
  'recorder',
  'asserter',
  'author',
  'informationSource',
  'responsibleParty',
  'custodian',
  'attester',
  'authenticator',
  'sender',
  'recipient',
  'source',
  'resultsInterpreter',
  'basedOn',
  'partOf',
  'instantiatesCanonical',
  'instantiatesUri',
  'requisition',
  'groupIdentifier',
  'accessionIdentifier',
  'masterIdentifier',
  'authoredOn',
  'recordedDate',
  'priority',
  'insurance',
  'location',
  'locationCode',
  'locationReference',
  'managingOrganization',
  'relevantHistory',
  'device',
  'manufacturer',
]);

/** Resources that say what was found, asked for, given or suffered. */
const clinicalResources = new Set(
  (
    'Observation DiagnosticReport ServiceRequest Condition AllergyIntolerance Medication MedicationRequest MedicationStatement MedicationAdministration ' +
    'MedicationDispense MedicationKnowledge Immunization ImmunizationEvaluation ImmunizationRecommendation Procedure FamilyMemberHistory ClinicalImpression ' +
    'RiskAssessment CarePlan Goal NutritionOrder VisionPrescription Specimen ImagingStudy QuestionnaireResponse Composition DocumentReference Binary Media ' +
    'DetectedIssue AdverseEvent Flag DeviceRequest DeviceUseStatement Communication CommunicationRequest List Basic MolecularSequence BodyStructure ' +
    'BiologicallyDerivedProduct SupplyRequest RequestGroup EffectEvidenceSynthesis Substance GuidanceResponse'
  ).split(' '),
);

/** Clinical elements of resources that are otherwise about administration. */
const clinicalPlaces = new Set([
  'Encounter.diagnosis',
  'Encounter.reasonCode',
  'EpisodeOfCare.diagnosis',
  'Task.input',
  'Task.output',
  'Task.note',
  'Appointment.reasonCode',
  'Appointment.comment',
  'Claim.diagnosis',
  'ChargeItem.note',
]);

/** Whether the element of a resource is clinical content (locked in the editor). */
export function isClinicalElement(resource: string, element: string): boolean {
  return clinicalResources.has(resource) ? !administrative.has(element) : clinicalPlaces.has(`${resource}.${element}`);
}
