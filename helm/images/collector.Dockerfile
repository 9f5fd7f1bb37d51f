# The collector's image, from the jar that `mvn package` makes:
#
#   docker build -f helm/images/collector.Dockerfile -t attestream/attestream-collector:0.1.0-SNAPSHOT collector/target
#
# The project's tests do not build it: they run the jar.
FROM eclipse-temurin:17-jre-jammy
COPY attestream-collector.jar /opt/attestream/attestream-collector.jar
# The charts run it as this user too, with a read-only root file system and these two places to write to.
USER 65532:65532
VOLUME ["/var/lib/attestream", "/tmp"]
EXPOSE 8787
ENTRYPOINT ["java", "-jar", "/opt/attestream/attestream-collector.jar"]
CMD ["--config", "/etc/attestream/collector.yaml"]
