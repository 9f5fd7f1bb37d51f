package io.attestream.agent.aws.dynamodb;

import static io.attestream.agent.aws.scan.ServiceCollector.Placement.REGIONAL;

import io.attestream.agent.aws.scan.Listing;
import io.attestream.agent.aws.scan.PojoDocument;
import io.attestream.agent.aws.scan.ServiceCollector;
import io.attestream.agent.aws.scan.TokenPages;
import io.attestream.agent.aws.scan.UnitScan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;

/**
 * Tables. Members: {@code Table}, {@code ContinuousBackupsDescription}, {@code
 * TimeToLiveDescription}, {@code Tags}. Items are not read.
 */
public final class TableCollector implements ServiceCollector {
  private static final ResourceType TABLE =
      new ResourceType(
          "aws.dynamodb.table",
          "dynamodb:ListTables",
          "dynamodb:DescribeTable",
          "dynamodb:DescribeContinuousBackups",
          "dynamodb:DescribeTimeToLive",
          "dynamodb:ListTagsOfResource");

  @Override
  public Placement placement() {
    return REGIONAL;
  }

  @Override
  public List<ResourceType> types() {
    return List.of(TABLE);
  }

  @Override
  public void collect(UnitScan scan) throws InterruptedException {
    DynamoDbClient dynamo = scan.client(DynamoDbClient.class, DynamoDbClient::builder);
    try (Listing tables = scan.listing(TABLE)) {
      tables.forEach(
          dynamo.listTablesPaginator(),
          ListTablesResponse::tableNames,
          name -> table(scan, tables, dynamo, name));
    }
  }

  private static void table(UnitScan scan, Listing tables, DynamoDbClient dynamo, String name) {
    String arn = scan.arn("dynamodb", "table/" + name);
    tables
        .draft(arn, name)
        .attempt("dynamodb:DescribeTable", "Table", () -> described(dynamo, name))
        .attempt(
            "dynamodb:DescribeContinuousBackups",
            "ContinuousBackupsDescription",
            () -> backups(dynamo, name))
        .member(
            "dynamodb:DescribeTimeToLive",
            "TimeToLiveDescription",
            () -> dynamo.describeTimeToLive(r -> r.tableName(name)))
        .attempt("dynamodb:ListTagsOfResource", "Tags", () -> tags(dynamo, arn))
        .emit();
  }

  private static Map<String, Object> described(DynamoDbClient dynamo, String name) {
    Map<String, Object> table =
        PojoDocument.of(dynamo.describeTable(r -> r.tableName(name)).table());
    table.keySet().removeAll(Set.of("ItemCount", "TableSizeBytes", "GlobalSecondaryIndexes"));
    return table;
  }

  /** Without the times between which it can be restored: they move all the time. */
  private static Map<String, Object> backups(DynamoDbClient dynamo, String name) {
    var backups =
        dynamo.describeContinuousBackups(r -> r.tableName(name)).continuousBackupsDescription();
    var recovery = backups.pointInTimeRecoveryDescription();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ContinuousBackupsStatus", backups.continuousBackupsStatusAsString());
    if (recovery != null) {
      facts.put(
          "PointInTimeRecoveryDescription",
          Map.of("PointInTimeRecoveryStatus", recovery.pointInTimeRecoveryStatusAsString()));
    }
    return facts;
  }

  /** Pages of ten; a table has at most fifty. */
  private static List<Object> tags(DynamoDbClient dynamo, String arn) {
    List<Object> tags = new ArrayList<>();
    new TokenPages<ListTagsOfResourceResponse>(
            token -> dynamo.listTagsOfResource(r -> r.resourceArn(arn).nextToken(token)),
            ListTagsOfResourceResponse::nextToken)
        .forEach(page -> page.tags().forEach(tag -> tags.add(PojoDocument.of(tag))));
    return tags;
  }
}
