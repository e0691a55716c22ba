import * as z from 'zod';

export const CUSTOMER_KINDS = ['customer', 'supplier'] as const;
export const CUSTOMER_STATUSES = ['invited', 'inactive', 'active', 'suspended'] as const;
export const CONTACT_ROLES = ['owner', 'member'] as const;

/** A company, or a person, that has a contract with a tenant. */
export const customerSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  kind: z.enum(CUSTOMER_KINDS),
  name: z.string(),
  status: z.enum(CUSTOMER_STATUSES),
  /** The address of its first contact. */
  email: z.string(),
  phone: z.string().optional(),
  /** Asked of suppliers. */
  taxId: z.string().optional(),
  /** How important it is, in the tenant's own words. */
  rank: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Customer = z.infer<typeof customerSchema>;

/** A person of a customer. With a `userId` it can sign in. */
export const contactSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  customerId: z.string(),
  role: z.enum(CONTACT_ROLES),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  jobTitle: z.string().optional(),
  phone: z.string().optional(),
  userId: z.string(),
  invitationId: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Contact = z.infer<typeof contactSchema>;
