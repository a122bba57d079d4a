package dev.satchel.webhook;

/**
 * A webhook with a new secret, which is told once.
 *
 * @param webhook keeps the secret in its sealed form only
 */
record IssuedWebhook(Webhook webhook, EndpointSecret secret) {}
