# The agent's image, from the jar that `mvn package` makes:
#
#   docker build -f helm/images/agent.Dockerfile -t attestream/attestream-agent:0.1.0-SNAPSHOT agent/target
#
# The project's tests do not build it: they run the jar.
FROM eclipse-temurin:17-jre-jammy
COPY attestream-agent.jar /opt/attestream/attestream-agent.jar
# The charts run it as this user too, with a read-only root file system and these two places to write to.
USER 65532:65532
VOLUME ["/var/lib/attestream", "/tmp"]
ENTRYPOINT ["java", "-jar", "/opt/attestream/attestream-agent.jar"]
CMD ["run", "--config", "/etc/attestream/agent.yaml"]
