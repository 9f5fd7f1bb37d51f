{{- define "attestream-collector.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "attestream-collector.fullname" -}}
{{- $name := include "attestream-collector.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "attestream-collector.selectorLabels" -}}
app.kubernetes.io/name: {{ include "attestream-collector.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "attestream-collector.labels" -}}
{{ include "attestream-collector.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: collector
app.kubernetes.io/part-of: attestream
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "attestream-collector.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "attestream-collector.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is needed when serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "attestream-collector.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "attestream-collector.tlsSecret" -}}
{{- .Values.tls.secret | default (printf "%s-tls" (include "attestream-collector.fullname" .)) -}}
{{- end -}}

{{- define "attestream-collector.scheme" -}}
{{- eq .Values.tls.mode "plaintext" | ternary "http" "https" -}}
{{- end -}}

{{- /* collector.yaml: the values under config, with what the chart decides laid over them. */ -}}
{{- define "attestream-collector.config" -}}
{{- $http := dict "host" "0.0.0.0" "port" 8787 -}}
{{- if eq .Values.tls.mode "plaintext" -}}
{{- $_ := set $http "plaintext" true -}}
{{- else -}}
{{- $tls := dict "certificate" "/etc/attestream/tls/tls.crt" "key" "/etc/attestream/tls/tls.key" -}}
{{- if .Values.tls.clientCa.secret -}}
{{- $_ := set $tls "clientAuthorities" (printf "/etc/attestream/client-ca/%s" .Values.tls.clientCa.key) -}}
{{- end -}}
{{- $_ := set $http "tls" $tls -}}
{{- end -}}
{{- $config := merge (dict "data" "/var/lib/attestream" "http" $http) .Values.config -}}
{{- if .Values.notifications.channels -}}
{{- $told := merge (dict "channels" "/etc/attestream/notifications.yaml") ($config.notifications | default dict) -}}
{{- $_ := set $config "notifications" $told -}}
{{- end -}}
{{- range $key, $value := $config -}}
{{- if and (kindIs "map" $value) (empty $value) -}}
{{- $_ := unset $config $key -}}
{{- end -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}
