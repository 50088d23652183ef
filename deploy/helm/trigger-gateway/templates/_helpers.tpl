{{- define "gateway.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "gateway.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "gateway.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "gateway.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "gateway.selector" -}}
app.kubernetes.io/name: {{ include "gateway.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: gateway
{{- end }}

{{- define "gateway.redisSelector" -}}
app.kubernetes.io/name: {{ include "gateway.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: redis
{{- end }}

{{- define "gateway.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "gateway.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{/* Addresses of Redis with the user in them; the password is put in when the service starts. */}}
{{- define "gateway.redisHosts" -}}
{{- $hosts := .Values.redis.external.hosts }}
{{- if eq .Values.redis.mode "internal" }}
{{- $hosts = list (printf "redis://%s-redis:6379" (include "gateway.fullname" .)) }}
{{- else if not $hosts }}
{{- fail "Expected redis.external.hosts, because redis.mode is external, but it is empty. List addresses such as redis://redis:6379." }}
{{- end }}
{{- $out := list }}
{{- range $hosts }}
{{- if $.Values.redis.username }}
{{- $out = append $out (. | replace "://" (printf "://%s:${REDIS_PASSWORD}@" $.Values.redis.username)) }}
{{- else }}
{{- $out = append $out . }}
{{- end }}
{{- end }}
{{- join "," $out }}
{{- end }}

{{- define "gateway.hasFiles" -}}
{{- if or .Values.files .Values.existingFiles }}true{{ end }}
{{- end }}
