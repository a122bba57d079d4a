"""What goes over the wire, as docs/openapi.yaml says. Made by generate_types.py."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

WebhookUrl = str

EventTypes = list[Literal["file-request.files.update"]]

Id = str


class NewFileRequest(TypedDict):
    # A request of type `photo` takes only bytes that are an image.
    type: Literal["photo", "any"]
    prompt: NotRequired[str | None]
    # A label of the caller's, kept and returned.
    accountId: NotRequired[str | None]
    # With `accountUserId`, tells members of staff apart.
    staffId: NotRequired[str | None]
    accountUserId: NotRequired[str | None]
    staffName: NotRequired[str | None]
    patientFirstName: NotRequired[str | None]
    patientLastName: NotRequired[str | None]
    patientDateOfBirth: NotRequired[str | None]
    # As E.164 says. With the date of birth and the name, tells patients apart.
    patientMobile: NotRequired[str | None]
    patientExternalId: NotRequired[str | None]
    # Seconds after which no file can be added.
    expiryInterval: NotRequired[int | None]
    # Where the request's events go, instead of to the account's webhooks.
    filesUpdateWebhookUrl: NotRequired[str | None]
    # Seconds for which files are kept that come by the request's page.
    filesExpiryInterval: NotRequired[int | None]
    # What the page asks for before it takes files. Takes `patientDateOfBirth`, of which a keyed hash is
    # kept.
    verify: NotRequired[Literal["dateOfBirth"] | None]


class FileRequestChange(TypedDict):
    # From this instant on the link leads nowhere, at once where it is past.
    shortLinkExpiresAt: str


class NewAccountPage(TypedDict):
    name: NotRequired[str | None]
    # Of buttons, beneath white text, which has to be readable on it.
    colour: NotRequired[str | None]
    # A PNG, JPEG or WebP of up to 20,000 bytes, in base64.
    logo: NotRequired[str | None]
    # What to do when something does not work.
    helpText: NotRequired[str | None]


class NewApiKey(TypedDict):
    # A label.
    name: str
    # What the key may do; nothing that the caller's own key may not.
    scopes: list[Literal["files:read", "files:write", "requests:write", "webhooks:manage", "keys:manage"]]
    # From this instant on the key is not valid. Where absent or null, it is valid for as long as the key
    # that makes it; a later end than that is refused.
    expiresAt: NotRequired[str | None]


class WebhookRegistration(TypedDict):
    url: WebhookUrl
    eventTypes: EventTypes


class WebhookChange(TypedDict):
    url: NotRequired[WebhookUrl]
    eventTypes: NotRequired[EventTypes]
    # Enabling a webhook forgets its failures.
    enabled: NotRequired[bool]


class AccountPage(TypedDict):
    name: str | None
    # Of buttons.
    colour: str | None
    # A PNG, JPEG or WebP in base64.
    logo: str | None
    helpText: str | None


class AnsweringFile(TypedDict):
    id: str
    createdAt: str
    description: str | None
    expiresAt: str | None
    imageHeight: int | None
    imageWidth: int | None
    mimeType: str
    originalName: str
    photoCreatedAt: str | None
    size: int


class ApiKey(TypedDict):
    id: str
    createdAt: str
    # From this instant on the key is not valid.
    expiresAt: str | None
    # A label.
    name: str
    # What the key may do.
    scopes: list[str]


class ApiKeyList(TypedDict):
    apiKeys: list[ApiKey]


class AuditFault(TypedDict):
    # `missing`: records up to this number are not there. `broken`: the record's hash does not follow from
    # it and the one before, so one of the two was altered. `head_differs`: the record has another hash
    # than it had when the bucket was told. `cut_off`: the bucket or the chain knows of records up to this
    # number, which are not there. `unshown`: the bucket knows nothing of this record, although it is old
    # enough. `unexplained`: records are gone of which no record says that they were forgotten.
    # `unchained`: records of long ago have no place.
    kind: Literal["missing", "broken", "head_differs", "cut_off", "unshown", "unexplained", "unchained"]
    # The number of the record, or how many there are of `unchained`.
    sequence: int
    recordId: str | None


class AuditPage(TypedDict):
    records: list[AuditRecord]
    # Names the next page; null on the last one.
    nextCursor: str | None


class AuditRecord(TypedDict):
    id: str
    createdAt: str
    accountId: str
    keyId: str
    action: Literal["file.upload", "file.download", "file.metadata", "file.list", "file.delete", "file.erase", "request.update", "request.delete", "person.erase", "key.create", "key.revoke", "webhook.create", "webhook.update", "webhook.rotate-secret", "webhook.delete", "webhook.ping", "webhook.redeliver", "request.read", "erasure.read", "audit.read", "audit.verify", "page.verify", "page.update", "audit.forget", "auth.refused"]
    fileId: str | None
    # The key, webhook or file request, or the erasure, that was changed or read.
    targetId: str | None
    # `done`, or the code of the error, or `not_found`.
    outcome: str
    clientAddress: str | None
    # The X-Request-Id of the answer, which the caller may choose.
    requestId: str
    # The service's own id of the request; null in records from before it was kept.
    serviceRequestId: str | None
    # How many the record stands for, where it counts refusals or forgotten records.
    occurrences: int
    # What else there is to say.
    detail: str | None


class AuditVerification(TypedDict):
    accountId: str
    # Whether nothing was found to be wrong.
    intact: bool
    # Records before this one were not looked at, or forgotten.
    firstSequence: int
    # The last record that has its place.
    lastSequence: int
    # Records whose hash was computed.
    verified: int
    # Ends of the chain in the bucket that were compared.
    headsCompared: int
    # Records that have no place yet, since they are new.
    unchained: int
    # Records up to this one were old enough and have been forgotten; 0 for none.
    forgottenThrough: int
    # What is wrong, the first hundred of it.
    faults: list[AuditFault]


class Delivery(TypedDict):
    id: str
    # The `webhook-id` of every attempt.
    eventId: str
    eventType: str
    # Whose files have changed; null for a ping.
    fileRequestId: str | None
    createdAt: str
    status: Literal["pending", "delivered", "failed"]
    # The newest last; the newest 20 of them, if there are more.
    attempts: list[DeliveryAttempt]
    # What the target answered last, if it ever did.
    lastStatusCode: int | None
    # When it is tried next; null unless it is pending.
    nextAttemptAt: str | None
    # When it was delivered or failed for good.
    settledAt: str | None


class DeliveryAttempt(TypedDict):
    # Counts the attempts of the delivery, from 1.
    attempt: int
    startedAt: str
    durationMillis: int
    # What the target answered; null where it did not.
    statusCode: int | None
    # What went wrong; null where the target took it.
    error: str | None
    # The beginning of what the target answered.
    responseExcerpt: str | None


class DeliveryPage(TypedDict):
    deliveries: list[Delivery]
    # Names the next page; null on the last one.
    nextCursor: str | None


class Erasure(TypedDict):
    id: str
    createdAt: str
    # When the last byte had gone; null until then.
    finishedAt: str | None
    kind: Literal["user", "person"]
    # Files that were to be removed.
    files: int
    # Files whose bytes may still be there.
    remaining: int
    # File requests of the person that are gone.
    requests: int
    # Stored answers and events that told of the files, and tell nothing any more.
    traces: int


class FilePage(TypedDict):
    files: list[StoredFile]
    # Names the next page; null on the last one.
    nextCursor: str | None


class FileRequest(TypedDict):
    id: str
    # As given by the caller.
    accountId: str | None
    createdAt: str
    # Its files that are there, oldest first.
    files: list[AnsweringFile]
    patientUser: Person | None
    staffUser: Person | None
    prompt: str | None
    # From this instant on no file can be added.
    expiresAt: str | None
    # From this instant on the link leads nowhere.
    shortLinkExpiresAt: str | None
    # A secret: whoever has it may answer the request on its page.
    shortLinkId: str
    # Of the page for whoever is asked; null where the service has no pages.
    shortLink: str | None
    type: Literal["photo", "any"]
    filesUpdateWebhookUrl: str | None
    # Seconds for which files are kept that come by the page.
    filesExpiryInterval: int | None
    # What the page asks for before it takes files.
    verify: Literal["dateOfBirth"] | None


class IssuedApiKey(TypedDict):
    createdAt: str
    # A label.
    name: str
    id: str
    # What the key may do.
    scopes: list[str]
    # From this instant on the key is not valid.
    expiresAt: str | None
    # What a caller sends as its bearer token. It is shown this once.
    key: str


class Person(TypedDict):
    # The same for the same person, within an account.
    id: str
    displayName: str | None
    firstName: str | None
    lastName: str | None
    # Always null: Satchel keeps no pictures of people.
    profilePictureUrl: str | None


class Problem(TypedDict):
    # One sentence for people.
    error: str
    # Stable code in snake case, for programs.
    code: str
    # The field at fault; null where no field is.
    path: str | None


class ResumableUpload(TypedDict):
    # Of the upload, and of the file that comes of it.
    id: str
    # Bytes that are durable.
    offset: int
    # Bytes of the whole file; null where that is not known.
    length: int | None
    expiresAt: str
    # The file; null while it is not complete, and once it was deleted.
    file: StoredFile | None


class Retention(TypedDict):
    # How long the account's file that should be gone for longest has been so.
    overdueSeconds: int
    # Files of the account whose time is over and that are still there.
    due: int
    # Files of the account whose bytes were removed in the last 24 hours.
    purgedLastDay: int
    # When each kind of pass was last made.
    passes: list[RetentionPass]


class RetentionPass(TypedDict):
    kind: str
    startedAt: str
    finishedAt: str


class StoredFile(TypedDict):
    id: str
    # When the upload was accepted.
    createdAt: str
    # As given by the uploader.
    description: str | None
    # From this instant on every call treats the file as absent.
    expiresAt: str | None
    # The file request that the file answers.
    fileRequestId: str | None
    # Pixels as displayed; null where the bytes are not an image.
    imageHeight: int | None
    # Pixels as displayed; null where the bytes are not an image.
    imageWidth: int | None
    # As given by the uploader.
    mimeType: str
    # As given by the uploader.
    originalName: str
    # When the photo was taken, from its EXIF.
    photoCreatedAt: str | None
    # Bytes after decoding.
    size: int


class Webhook(TypedDict):
    id: str
    createdAt: str
    # Where events are posted.
    url: str
    eventTypes: list[str]
    # Whether new events are posted to it.
    enabled: bool
    # Since when it is not enabled.
    disabledAt: str | None
    # `requested` by its owner, or `failing` for satchel.webhooks.disable-after.
    disabledReason: Literal["requested", "failing"] | None
    # Since when no delivery has succeeded; null after a success, and once none is left to be tried.
    failingSince: str | None


class WebhookList(TypedDict):
    webhooks: list[Webhook]


class WebhookWithSecret(TypedDict):
    createdAt: str
    # `requested` by its owner, or `failing` for satchel.webhooks.disable-after.
    disabledReason: Literal["requested", "failing"] | None
    # Since when no delivery has succeeded; null after a success, and once none is left to be tried.
    failingSince: str | None
    id: str
    eventTypes: list[str]
    # Where events are posted.
    url: str
    # Whether new events are posted to it.
    enabled: bool
    # Since when it is not enabled.
    disabledAt: str | None
    # What deliveries are signed with, as the Standard Webhooks specification says. It is shown this once.
    secret: str
