import { AccountsSection } from '../../features/accounts/accounts-section.tsx';
import { NotifySection } from '../../features/alerts/notify/notify-section.tsx';
import { ConnectionsSection } from '../../features/connections/connections-section.tsx';
import { CauseRulesSection } from '../../features/failures/rules/cause-rules-section.tsx';
import { ChecklistSection } from '../../features/incidents/checklist-section.tsx';
import { IndexSection } from '../../features/messages/index-section.tsx';
import { ProfilesSection } from '../../features/profiles/profiles-section.tsx';
import { InstallationSection } from '../../features/settings/installation-section.tsx';
import { PreferencesSection } from '../../features/settings/preferences-section.tsx';
import { ResendingSection } from '../../features/settings/resending-section.tsx';
import { SettingsPage, type SettingsPart } from '../../features/settings/settings-page.tsx';
import { StorageSection } from '../../features/settings/storage-section.tsx';

const parts: readonly SettingsPart[] = [
  { id: 'connections', titleKey: 'settings.part.connections', render: (place) => <ConnectionsSection {...place} /> },
  { id: 'index', titleKey: 'settings.part.index', render: () => <IndexSection /> },
  { id: 'preferences', titleKey: 'settings.part.preferences', render: () => <PreferencesSection /> },
  { id: 'accounts', titleKey: 'settings.part.accounts', render: () => <AccountsSection /> },
  { id: 'profiles', titleKey: 'settings.part.profiles', render: () => <ProfilesSection /> },
  { id: 'causes', titleKey: 'settings.part.causes', render: () => <CauseRulesSection /> },
  { id: 'resending', titleKey: 'settings.part.resending', render: () => <ResendingSection /> },
  { id: 'duty', titleKey: 'settings.part.duty', render: () => <ChecklistSection /> },
  { id: 'notify', titleKey: 'settings.part.notify', render: () => <NotifySection /> },
  { id: 'installation', titleKey: 'settings.part.installation', render: () => <InstallationSection /> },
  { id: 'storage', titleKey: 'settings.part.storage', render: () => <StorageSection /> },
];

export function SettingsRoute() {
  return <SettingsPage parts={parts} />;
}
