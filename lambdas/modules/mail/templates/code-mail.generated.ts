// Made by bin/build-mail.ts from code-mail.mjml: change that and run it again.
import type { Color } from './color.ts';
import { color, text, url } from './html.ts';
import type { WebUrl } from './plain.ts';

/** The values of the code mail; `undefined` leaves out the part of the mail around it. */
export interface CodeHtmlSlots {
  readonly codeEnd: string | undefined;
  readonly codeStart: string;
  readonly color: Color;
  readonly email: string | undefined;
  readonly emailLabel: string;
  readonly greeting: string;
  readonly heading: string;
  readonly instruction: string;
  readonly lang: string;
  readonly logoUrl: WebUrl | undefined;
  readonly preheader: string;
  readonly secret: string;
  readonly subject: string;
  readonly tenantName: string;
  readonly unexpected: string;
  readonly validity: string;
}

/** The HTML of the code mail, with every value escaped. */
export function codeHtml(slots: CodeHtmlSlots): string {
  return `<!doctype html>
<html lang="${text(slots.lang)}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>${text(slots.subject)}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
:root {
color-scheme: light dark;
supported-color-schemes: light dark;
}
.break {
overflow-wrap: anywhere;
word-break: break-word;
}
.break-all {
word-break: break-all;
}
@media only screen and (max-width: 639px) {
.page {
padding: 0 12px !important;
}
.card > table > tbody > tr > td {
padding: 28px 20px 20px !important;
}
.masthead > table > tbody > tr > td,
.foot > table > tbody > tr > td {
padding-left: 20px !important;
padding-right: 20px !important;
}
}
@media only screen and (max-width: 479px) {
.action,
.action table,
.action a {
width: 100% !important;
box-sizing: border-box;
}
}
@media (prefers-color-scheme: dark) {
.page,
.page > div {
background-color: #111418 !important;
}
.card,
.card > table {
background: #1c2127 !important;
background-color: #1c2127 !important;
}
.ink div,
.ink table,
.ink td,
.ink h1 {
color: #e8eaed !important;
}
.quiet div,
.quiet th,
.ink .quiet {
color: #b4bcc7 !important;
}
.ink a,
.quiet a {
color: #9ec1ff !important;
}
.ink .quote {
border-color: #7d8795 !important;
}
.details th,
.details td {
border-color: #3a424d !important;
}
.action td {
border: 1px solid #7d8795 !important;
}
.logo {
background-color: #ffffff !important;
padding: 8px 10px !important;
}
}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
</head>
<body class="page" style="word-spacing:normal;background-color:#f1f3f5;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">${text(slots.preheader)}</div>
<div aria-label="${text(slots.subject)}" aria-roledescription="email" role="article" lang="${text(slots.lang)}" dir="ltr" style="word-spacing:normal;background-color:#f1f3f5;">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="masthead-outlook" role="presentation" style="width:600px;" width="600" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="masthead" style="margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:32px 40px 20px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style width="100%">
<tbody>
${
  slots.logoUrl === undefined
    ? ''
    : `
<tr>
<td align="left" class="ink name" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:18px;font-weight:600;line-height:1.5;text-align:left;color:#1f2937;"><img class="logo" src="${url(slots.logoUrl)}" alt="${text(slots.tenantName)}" height="40" style="display: block; height: 40px; max-width: 240px; object-fit: contain; object-position: left; border: 0; border-radius: 4px; color: #1f2937; font-size: 16px; line-height: 1.2;"></div>
</td>
</tr>
`
}${
    slots.logoUrl === undefined
      ? `
<tr>
<td align="left" class="ink break" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:18px;font-weight:600;line-height:1.5;text-align:left;color:#1f2937;">${text(slots.tenantName)}</div>
</td>
</tr>
`
      : ''
  }
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;border-radius:6px;overflow:hidden;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;">
<tbody>
<tr>
<td style="border-top:4px solid ${color(slots.color)};border-radius:6px;direction:ltr;font-size:0px;padding:36px 40px 20px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style width="100%">
<tbody>
<tr>
<td align="left" class="ink break" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1f2937;"><h1 class="heading" style="margin: 0; font-size: 24px; line-height: 1.3; font-weight: 700;">
${text(slots.heading)}
</h1></div>
</td>
</tr>
<tr>
<td align="left" class="ink break" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1f2937;">${text(slots.greeting)}</div>
</td>
</tr>
<tr>
<td align="left" class="ink break" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1f2937;">${text(slots.instruction)}</div>
</td>
</tr>
<tr>
<td align="left" class="ink" style="font-size:0px;padding:8px 0 24px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1f2937;"><p class="code" style="margin: 0; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 32px; line-height: 1.25; font-weight: 700; letter-spacing: 2px; white-space: nowrap;">
${text(slots.codeStart)}${slots.codeEnd === undefined ? '' : `<span class="half" style="padding-left: 14px;">${text(slots.codeEnd)}</span>`}
</p></div>
</td>
</tr>
<tr>
<td align="left" class="ink break" style="font-size:0px;padding:0 0 16px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1f2937;">${text(slots.validity)}</div>
</td>
</tr>
${
  slots.email === undefined
    ? ''
    : `
<tr>
<td align="left" class="ink details" style="font-size:0px;padding:0 0 24px;word-break:break-word;">
<table cellpadding="0" cellspacing="0" width="100%" border="0" style="color:#1f2937;font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:15px;line-height:1.5;table-layout:auto;width:100%;border:none;">
<tr>
<th class="label quiet" scope="row" align="left" valign="top" width="120" style="padding: 10px 12px 10px 0; border-bottom: 1px solid #e2e6ea; color: #4b5563; font-weight: 400;">
${text(slots.emailLabel)}
</th>
<td class="value break" valign="top" style="padding: 10px 0; border-bottom: 1px solid #e2e6ea;">
${text(slots.email)}
</td>
</tr>
</table>
</td>
</tr>
`
}
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="foot-outlook" role="presentation" style="width:600px;" width="600" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="foot" style="margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:20px 40px 40px;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;" ><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="vertical-align:top;padding:0;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style width="100%">
<tbody>
<tr>
<td align="left" class="quiet break" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#4b5563;">${text(slots.secret)}</div>
</td>
</tr>
<tr>
<td align="left" class="quiet break" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#4b5563;">${text(slots.unexpected)}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>`;
}
