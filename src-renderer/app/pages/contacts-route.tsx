import { useLocation, useParams } from 'wouter';
import { ContactDetail } from '../../features/contacts/contact-detail.tsx';
import { ContactsPage } from '../../features/contacts/contacts-page.tsx';

/** `/contacts/<contact>`. */
export function ContactsRoute() {
  const [, navigate] = useLocation();
  const { contactId: openId = null } = useParams<{ contactId?: string }>();
  const open = (id: string | null): void => navigate(id === null ? '/contacts' : `/contacts/${id}`);
  return (
    <ContactsPage
      openId={openId}
      onOpen={open}
      detail={
        openId === null
          ? null
          : (contact) => <ContactDetail key={openId} contact={contact} onClose={() => open(null)} />
      }
    />
  );
}
