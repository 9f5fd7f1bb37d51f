package io.attestream.agent.aws.elbv2;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.ResourceDraft;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.ResourceType;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/**
 * Application, network and gateway load balancers and their listeners. Added to a load balancer:
 * {@code Attributes} (key to value), {@code WebACL} (the ARN of the web ACL in front of an application load
 * balancer; absent when there is none). Added to a listener: {@code LoadBalancerName}.
 */
public final class LoadBalancerCollector implements ServiceCollector {
  private static final ResourceType BALANCER =
      new ResourceType(
          "aws.elbv2.load-balancer",
          "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "wafv2:GetWebACLForResource");
  private static final ResourceType LISTENER =
      new ResourceType(
          "aws.elbv2.listener",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancers");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(BALANCER, LISTENER);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    ElasticLoadBalancingV2Client elb =
        scan.client(ElasticLoadBalancingV2Client.class, ElasticLoadBalancingV2Client::builder);
    try (Listing balancers = scan.listing(BALANCER);
        Listing listeners = scan.listing(LISTENER)) {
      balancers.forEach(
          elb.describeLoadBalancersPaginator(),
          DescribeLoadBalancersResponse::loadBalancers,
          balancer -> {
            balancer(scan, balancers, elb, balancer);
            listeners.forEachWithin(
                elb.describeListenersPaginator(r -> r.loadBalancerArn(balancer.loadBalancerArn())),
                DescribeListenersResponse::listeners,
                listener ->
                    listeners
                        .draft(
                            listener.listenerArn(),
                            balancer.loadBalancerName() + ":" + listener.port(),
                            listener)
                        .put("LoadBalancerName", balancer.loadBalancerName())
                        .emit());
          });
      listeners.doneWith(balancers);
    }
  }

  private static void balancer(
      UnitScan scan, Listing balancers, ElasticLoadBalancingV2Client elb, LoadBalancer balancer) {
    String arn = balancer.loadBalancerArn();
    ResourceDraft draft =
        balancers
            .draft(arn, balancer.loadBalancerName(), balancer)
            .attempt(
                "elasticloadbalancing:DescribeLoadBalancerAttributes",
                "Attributes",
                () -> attributes(elb, arn));
    if (balancer.type() == LoadBalancerTypeEnum.APPLICATION) {
      Wafv2Client waf = scan.client(Wafv2Client.class, Wafv2Client::builder);
      draft.attempt(
          "wafv2:GetWebACLForResource",
          "WebACL",
          () -> {
            WebACL acl = waf.getWebACLForResource(r -> r.resourceArn(arn)).webACL();
            return acl == null ? null : acl.arn();
          },
          "WAFNonexistentItemException"::equals);
    }
    draft.emit();
  }

  private static Map<String, Object> attributes(ElasticLoadBalancingV2Client elb, String arn) {
    Map<String, Object> attributes = new TreeMap<>();
    elb.describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn))
        .attributes()
        .forEach(attribute -> attributes.put(attribute.key(), attribute.value()));
    return attributes;
  }
}
