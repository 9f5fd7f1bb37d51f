@org.jspecify.annotations.NullMarked
package io.attestream.collector.notification.mail;
