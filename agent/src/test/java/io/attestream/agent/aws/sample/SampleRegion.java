package io.attestream.agent.aws.sample;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TrafficType;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** Machines and networks of the sample estate's main region. */
final class SampleRegion {
  private final Ec2Client ec2;

  private SampleRegion(Ec2Client ec2) {
    this.ec2 = ec2;
  }

  static void create(EstateClients clients) {
    new SampleRegion(clients.in("eu-central-1", Ec2Client.builder())).create();
    clients
        .in("us-east-1", Ec2Client.builder())
        .createVolume(r -> r.availabilityZone("us-east-1a").size(100).volumeType(VolumeType.GP3));
  }

  private void create() {
    ec2.enableEbsEncryptionByDefault(r -> {});
    String vpc = vpc("10.20.0.0/16", "prod");
    String test = vpc("10.30.0.0/16", "test");
    ec2.createFlowLogs(
        r ->
            r.resourceIds(vpc)
                .resourceType("VPC")
                .trafficType(TrafficType.ALL)
                .logDestinationType("s3")
                .logDestination("arn:aws:s3:::audit-logs"));
    String peering =
        ec2.createVpcPeeringConnection(r -> r.vpcId(vpc).peerVpcId(test))
            .vpcPeeringConnection()
            .vpcPeeringConnectionId();
    ec2.acceptVpcPeeringConnection(r -> r.vpcPeeringConnectionId(peering));
    ec2.createVpcEndpoint(r -> r.vpcId(vpc).serviceName("com.amazonaws.eu-central-1.s3"));
    String subnet =
        ec2.createSubnet(
                r -> r.vpcId(vpc).cidrBlock("10.20.1.0/24").availabilityZone("eu-central-1a"))
            .subnet()
            .subnetId();
    String web = group(vpc, "web", 443, "0.0.0.0/0");
    String admin = group(vpc, "admin", 22, "0.0.0.0/0");
    group(vpc, "database", 5432, "10.20.0.0/16");
    String first = instance("ami-0a1b2c3d", subnet, web, "web-1", true, "");
    String image = ec2.createImage(r -> r.instanceId(first).name("base-2026-09")).imageId();
    instance(image, subnet, web, "web-2", true, "");
    String legacy =
        instance(
            image,
            subnet,
            admin,
            "legacy-app",
            false,
            "#!/bin/sh\nexport DB_PASSWORD=Winter2019x\n");
    String volume =
        ec2.createVolume(
                r ->
                    r.availabilityZone("eu-central-1a")
                        .size(50)
                        .volumeType(VolumeType.GP3)
                        .encrypted(true))
            .volumeId();
    ec2.attachVolume(r -> r.volumeId(volume).instanceId(legacy).device("/dev/sdf"));
    String shared = ec2.createSnapshot(r -> r.volumeId(volume).description("nightly")).snapshotId();
    String leaked =
        ec2.createSnapshot(r -> r.volumeId(volume).description("for support")).snapshotId();
    ec2.modifySnapshotAttribute(
        r ->
            r.snapshotId(leaked)
                .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)
                .createVolumePermission(p -> p.add(a -> a.group(PermissionGroup.ALL))));
    ec2.createTags(
        r -> r.resources(shared).tags(Tag.builder().key("Name").value("nightly").build()));
  }

  private String vpc(String cidr, String environment) {
    String vpc = ec2.createVpc(r -> r.cidrBlock(cidr)).vpc().vpcId();
    ec2.createTags(
        r ->
            r.resources(vpc)
                .tags(
                    Tag.builder().key("env").value(environment).build(),
                    Tag.builder().key("Name").value(environment).build()));
    return vpc;
  }

  private String group(String vpc, String name, int port, String cidr) {
    String id =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description(name)).groupId();
    ec2.authorizeSecurityGroupIngress(
        r ->
            r.groupId(id)
                .ipPermissions(
                    IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .ipRanges(range -> range.cidrIp(cidr))
                        .build()));
    return id;
  }

  private String instance(
      String image, String subnet, String group, String name, boolean token, String userData) {
    String encoded = Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8));
    return ec2.runInstances(
            r ->
                r.imageId(image)
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnet)
                    .securityGroupIds(group)
                    .userData(encoded)
                    .metadataOptions(
                        m ->
                            m.httpTokens(
                                token ? HttpTokensState.REQUIRED : HttpTokensState.OPTIONAL))
                    .tagSpecifications(
                        t ->
                            t.resourceType(ResourceType.INSTANCE)
                                .tags(Tag.builder().key("Name").value(name).build())))
        .instances()
        .get(0)
        .instanceId();
  }
}
