/** Passkeys as JSON: what the server sends holds base64url where the browser wants bytes, and the other way round. */

export type Ceremony = "create" | "get";

interface Described {
  type: PublicKeyCredentialType;
  id: string;
  transports?: AuthenticatorTransport[];
}

/** The part of WebAuthn's options in which bytes occur; the rest is handed on as it is. */
export interface PublicKeyOptions {
  challenge: string;
  user?: { id: string; name: string; displayName: string };
  excludeCredentials?: Described[];
  allowCredentials?: Described[];
  [other: string]: unknown;
}

/** Throws what the browser throws: `InvalidStateError` when the device holds such a passkey, else mostly `NotAllowedError`. */
export async function askForPasskey(ceremony: Ceremony, options: PublicKeyOptions): Promise<Record<string, unknown>> {
  const publicKey = withBytes(options) as unknown;
  const credential = (await (ceremony === "create"
    ? navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
    : navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions }))) as PublicKeyCredential;
  return {
    id: credential.id,
    rawId: fromBytes(credential.rawId),
    type: credential.type,
    response: answered(credential.response),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function withBytes(options: PublicKeyOptions): Record<string, unknown> {
  const described = (list: Described[] | undefined) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
  return {
    ...options,
    challenge: toBytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: described(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: described(options.allowCredentials) }),
  };
}

function answered(response: AuthenticatorResponse): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const bytes = (response as unknown as Record<string, ArrayBuffer | null | undefined>)[name];
    if (bytes) {
      fields[name] = fromBytes(bytes);
    }
  }
  return fields;
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

export function fromBytes(bytes: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
