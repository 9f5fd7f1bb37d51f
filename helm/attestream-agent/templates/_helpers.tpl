{{- define "attestream-agent.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "attestream-agent.fullname" -}}
{{- $name := include "attestream-agent.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "attestream-agent.selectorLabels" -}}
app.kubernetes.io/name: {{ include "attestream-agent.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "attestream-agent.labels" -}}
{{ include "attestream-agent.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: agent
app.kubernetes.io/part-of: attestream
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "attestream-agent.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "attestream-agent.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is needed when serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "attestream-agent.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* agent.yaml: the values under config, with what the chart decides laid over them. */ -}}
{{- define "attestream-agent.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- $_ := set $config "name" (.Values.config.name | default (include "attestream-agent.fullname" .)) -}}
{{- $_ := set $config "state" "/var/lib/attestream" -}}
{{- if .Values.agentKey.secret -}}
{{- $_ := set $config "keyFile" (printf "/etc/attestream/key/%s" .Values.agentKey.key) -}}
{{- end -}}
{{- $collector := dict "url" .Values.collector.url "tokenFile" (printf "/etc/attestream/enrolment/%s" .Values.enrolment.key) -}}
{{- with .Values.collector.logKey }}{{ $_ := set $collector "logKey" . }}{{ end -}}
{{- if .Values.collector.ca.secret -}}
{{- $_ := set $collector "tls" (dict "caFile" (printf "/etc/attestream/ca/%s" .Values.collector.ca.key)) -}}
{{- end -}}
{{- $_ := set $config "collector" $collector -}}
{{- if .Values.metrics.enabled -}}
{{- $_ := set $config "metrics" (dict "port" .Values.metrics.port "host" "0.0.0.0") -}}
{{- end -}}
{{- if .Values.checks -}}
{{- $_ := set $config "checks" (set $config.checks "packs" (list "/etc/attestream/checks")) -}}
{{- end -}}
{{- range $key, $value := $config -}}
{{- if or (kindIs "invalid" $value) (and (or (kindIs "map" $value) (kindIs "slice" $value)) (empty $value)) -}}
{{- $_ := unset $config $key -}}
{{- end -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}
