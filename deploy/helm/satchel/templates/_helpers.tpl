{{- define "satchel.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "satchel.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "satchel.labels" -}}
{{ include "satchel.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "satchel.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "satchel.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "satchel.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- /* The environment variable of a property, as the service reads it. */ -}}
{{- define "satchel.variable" -}}
{{- regexReplaceAll "[^a-zA-Z0-9]" . "_" | upper -}}
{{- end -}}

{{- /* What is no secret, as properties. What is set by hand comes last, and wins. */ -}}
{{- define "satchel.properties" -}}
{{- $properties := dict
      "satchel.s3.bucket" .Values.s3.bucket
      "satchel.database.migrate-at-start" (eq .Values.migrations.mode "start")
      "quarkus.shutdown.delay" (printf "%ds" (int .Values.shutdown.delaySeconds))
      "quarkus.shutdown.timeout" (printf "%ds" (int .Values.shutdown.timeoutSeconds))
      "quarkus.s3.aws.credentials.type" (ternary "static" "default" (ne .Values.s3.existingSecret ""))
      "quarkus.s3.path-style-access" .Values.s3.pathStyleAccess -}}
{{- with .Values.s3.region }}{{- $_ := set $properties "quarkus.s3.aws.region" . }}{{- end -}}
{{- with .Values.s3.endpoint }}{{- $_ := set $properties "quarkus.s3.endpoint-override" . }}{{- end -}}
{{- with .Values.database }}
{{- if .host }}
{{- $suffix := ternary (printf "?sslmode=%s" .sslMode) "" (ne .sslMode "") -}}
{{- $url := printf "postgresql://%s:%d/%s%s" .host (int .port) .name $suffix -}}
{{- $_ := set $properties "quarkus.datasource.reactive.url" $url -}}
{{- $_ := set $properties "quarkus.datasource.jdbc.url" (printf "jdbc:%s" $url) -}}
{{- end -}}
{{- end -}}
{{- with .Values.trustedProxies }}
{{- $_ := set $properties "quarkus.http.proxy.proxy-address-forwarding" true -}}
{{- $_ := set $properties "quarkus.http.proxy.trusted-proxies" (join "," .) -}}
{{- end -}}
{{- toJson (mergeOverwrite $properties .Values.settings) -}}
{{- end -}}

{{- /* One variable from a key of a secret; nothing where no key is named. */ -}}
{{- define "satchel.secret" -}}
{{- if .key }}
- name: {{ include "satchel.variable" .property }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}
{{- end -}}

{{- define "satchel.environment" -}}
envFrom:
  - configMapRef:
      name: {{ include "satchel.fullname" . }}
{{- with .Values.extraEnvFrom }}
{{- toYaml . | nindent 2 }}
{{- end }}
env:
{{- with .Values.database }}
{{- include "satchel.secret" (dict "property" "quarkus.datasource.username" "secret" .existingSecret "key" .secretKeys.username) | indent 2 }}
{{- include "satchel.secret" (dict "property" "quarkus.datasource.password" "secret" .existingSecret "key" .secretKeys.password) | indent 2 }}
{{- if not .host }}
{{- include "satchel.secret" (dict "property" "quarkus.datasource.jdbc.url" "secret" .existingSecret "key" .secretKeys.jdbcUrl) | indent 2 }}
{{- include "satchel.secret" (dict "property" "quarkus.datasource.reactive.url" "secret" .existingSecret "key" .secretKeys.reactiveUrl) | indent 2 }}
{{- end }}
{{- end }}
{{- with .Values.s3 }}
{{- if .existingSecret }}
{{- include "satchel.secret" (dict "property" "quarkus.s3.aws.credentials.static-provider.access-key-id" "secret" .existingSecret "key" .secretKeys.accessKeyId) | indent 2 }}
{{- include "satchel.secret" (dict "property" "quarkus.s3.aws.credentials.static-provider.secret-access-key" "secret" .existingSecret "key" .secretKeys.secretAccessKey) | indent 2 }}
{{- end }}
{{- end }}
{{- with .Values.keys }}
{{- if .existingSecret }}
{{- include "satchel.secret" (dict "property" "satchel.api.bootstrap-key" "secret" .existingSecret "key" .secretKeys.bootstrapKey) | indent 2 }}
{{- include "satchel.secret" (dict "property" "satchel.webhooks.secret-keys" "secret" .existingSecret "key" .secretKeys.webhookSecretKeys) | indent 2 }}
{{- include "satchel.secret" (dict "property" "satchel.privacy.key" "secret" .existingSecret "key" .secretKeys.privacyKey) | indent 2 }}
{{- include "satchel.secret" (dict "property" "satchel.webhooks.request-url-secret" "secret" .existingSecret "key" .secretKeys.requestUrlSecret) | indent 2 }}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "satchel.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}
