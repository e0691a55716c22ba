import { useState } from 'preact/hooks';

import { useAddress } from '../../app/address.ts';
import { oneOf, TabPanel, Tabs } from '../../app/filters.tsx';
import { PageFrame } from '../../app/page.tsx';
import { useIsOwner } from '../me.ts';
import { type Asked, ColleagueDialogs } from './actions.tsx';
import { Invitations } from './invitations.tsx';
import { People } from './people.tsx';
import { colleaguesWords } from './words.ts';

export { colleaguesWords as words } from './words.ts';

const TABS = ['people', 'invitations'] as const;

/** The people in the company. Owners can invite, revoke invitations, change roles, and remove people. */
export function Page() {
  const address = useAddress();
  const texts = colleaguesWords.texts();
  const isOwner = useIsOwner();
  const [asked, setAsked] = useState<Asked>();
  const tab = oneOf(address.get('tab'), TABS) ?? 'people';
  if (!isOwner)
    return (
      <PageFrame title={texts.title}>
        <People ask={setAsked} />
      </PageFrame>
    );
  return (
    <PageFrame title={texts.title}>
      <Tabs
        label={texts.title}
        tabs={TABS.map((value) => ({ value, label: texts[value] }))}
        current={tab}
        clears={['status']}
      />
      <TabPanel current={tab}>
        {tab === 'people' ? <People ask={setAsked} /> : <Invitations ask={setAsked} />}
      </TabPanel>
      <ColleagueDialogs
        asked={asked}
        onClose={() => {
          setAsked(undefined);
        }}
      />
    </PageFrame>
  );
}
