import { Link } from 'wouter';
import { type Contact, isStale } from '../../src-shared/domain/contacts/contact.ts';
import { type ContactPlace, findContacts } from '../../src-shared/domain/contacts/find-contacts.ts';
import { useText } from '../locales/use-text.ts';
import classes from './whom-to-call.module.css';

/** Numbers to call about a place, with what to say; a sentence where nobody is kept. @param contacts all; undefined = not known yet */
export function WhomToCall({ contacts, place }: { contacts: readonly Contact[] | undefined; place: ContactPlace }) {
  const text = useText();
  if (contacts === undefined) return null;
  const found = findContacts(contacts, place);
  if (found.length === 0) return <p className="dim">{text('contacts.whom.none')}</p>;
  return (
    <ul className={classes.list}>
      {found.map((contact) => (
        <li key={contact.contactId}>
          <One contact={contact} />
        </li>
      ))}
    </ul>
  );
}

function One({ contact }: { contact: Contact }) {
  const text = useText();
  const { contactId, name, phone, dutyPhone, dutyHours, night, say } = contact;
  const numbers = [dutyPhone, dutyHours, phone === dutyPhone ? '' : phone].filter((part) => part !== '');
  return (
    <>
      <Link href={`/contacts/${contactId}`} className={classes.name} title={text('contacts.whom.open')}>
        {name}
      </Link>{' '}
      {numbers.join(' · ')}
      {night === 'no' ? <span className={classes.night}> {text('contacts.whom.dayOnly')}</span> : null}
      {isStale(contact, Date.now()) ? <span className="dim"> {text('contacts.whom.untested')}</span> : null}
      {say === '' ? null : <p className={classes.say}>{say}</p>}
    </>
  );
}
