/** Texts of the frame of the settings. */
export interface SettingsTexts {
  readonly title: string;
  readonly sections: Readonly<
    Record<
      | 'company'
      | 'administrators'
      | 'defaults'
      | 'registration'
      | 'catalog'
      | 'applications'
      | 'presets'
      | 'webhooks'
      | 'apiClients',
      string
    >
  >;
}
