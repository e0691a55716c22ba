/** What the frame of the settings says. */
export interface SettingsTexts {
  readonly title: string;
  readonly sections: Readonly<Record<'company' | 'administrators', string>>;
}
