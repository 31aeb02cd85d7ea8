const files = import.meta.glob<string>('../../../resources/rule-profiles/*.json', { query: '?raw', import: 'default' });

/** The text of the profile that comes with the console; '' when it was left out. */
export async function loadExampleProfile(): Promise<string> {
  const [load] = Object.values(files);
  return load === undefined ? '' : load();
}
