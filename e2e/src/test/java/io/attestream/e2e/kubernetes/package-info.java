/** The Kubernetes source against a real API server. Not null-marked: a missing value is a failed test. */
package io.attestream.e2e.kubernetes;
