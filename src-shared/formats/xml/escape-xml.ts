/** Everything that a reader would change or refuse: C0 and C1 controls but tab and line feed, lone surrogates, U+FFFE and U+FFFF. */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as Mirth/OIE writes it: CR as `&#xd;`, control characters as numeric references although XML 1.0 forbids them. */
export function escapeXmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(unsafe, toReference);
}

/** For a value between double quotes; tab and line feed become references, a reader would make blanks of them. */
export function escapeXmlAttribute(text: string): string {
  return escapeXmlText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, toReference);
}

/** Every numeric reference as its character, also illegal ones; unknown names and numbers over U+10FFFF stay as written. */
export function resolveXmlReferences(text: string): string {
  if (!text.includes('&')) return text;
  // `replace` with a function takes 6 s for 50 MB of HL7 (measured), because every line end is a reference.
  return /&#(?!xd;)/.test(text) ? resolveEvery(text) : resolveUsual(text);
}

/** The ampersand last: what it stands before is not read again. */
function resolveUsual(text: string): string {
  return text
    .replaceAll('&#xd;', '\r')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function resolveEvery(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,10})|(lt|gt|amp|quot|apos));/g,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return named[name as keyof typeof named];
      const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}

const named = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function toReference(character: string): string {
  return `&#x${character.charCodeAt(0).toString(16)};`;
}
